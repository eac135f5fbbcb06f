"""The roadmap made visible: texts, symbols, HTML, map layers, charts. No Streamlit, no HTTP; language is an argument."""
