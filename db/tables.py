"""Imports every module of tables, so that the metadata is complete."""

from db import campaigns, contacts, exchange, groups, library, log, organisation, posters, sop

__all__ = ["campaigns", "contacts", "exchange", "groups", "library", "log", "organisation", "posters", "sop"]
