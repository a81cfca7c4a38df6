"""What the properties page of an Excel or Word file says of the office that wrote it."""

from html import escape

_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def extended_properties(application: str, company: str) -> bytes:
    """Return docProps/app.xml; without it the libraries put their own names into the file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="{_NAMESPACE}">'
        f"<Application>{application}</Application><Company>{escape(company)}</Company>"
        "<AppVersion>16.0000</AppVersion></Properties>"
    ).encode()
