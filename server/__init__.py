"""What a machine asks for: open data, assets, headers, compression, the language of the page."""
