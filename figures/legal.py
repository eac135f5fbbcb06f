"""The legal pages: the last part of each address below /recht/, and the key of its title."""

LEGAL = {
    "impressum": "legal.imprint",
    "datenschutz": "legal.privacy",
    "barrierefreiheit": "legal.accessibility",
}
