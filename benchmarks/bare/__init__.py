"""A quiz page of Streamlit and nothing else, no database: what our page is measured beside."""
