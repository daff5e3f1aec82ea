"""Contacts: finding, tagging, following up, capturing at the counter."""
