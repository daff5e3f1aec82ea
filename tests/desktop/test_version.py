"""The program's version."""

from desktop import version


def test_the_version_is_that_of_the_installed_program_or_nothing(monkeypatch):
    def missing(name):
        raise version.PackageNotFoundError(name)

    monkeypatch.setattr(version, "version", lambda _name: "1.2.3")
    assert version.app_version() == "1.2.3"
    monkeypatch.setattr(version, "version", missing)
    assert version.app_version() == "0"
