"""The roadmap made visible: texts, symbols, HTML, map layers, charts.

No Streamlit, no HTTP; the language is an argument.
"""
