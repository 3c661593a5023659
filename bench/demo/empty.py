"""One sentence behind the same server: the least a Streamlit page can take here."""

from __future__ import annotations

import streamlit as st

from hitechtex import server


def main() -> None:
    """Say it, with a foot, so that the same wait tells when the page is complete."""
    st.html("<p>Nothing to see here.</p><footer>The end.</footer>")


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, **server.parts())
