"""The dashboard: its pages and the server around them. Start it with `make run`."""

import streamlit as st

from hitechtex.catalog import read_catalog
from hitechtex.catalog.texts import say
from hitechtex.errors import DeclarationError
from hitechtex.ui import server, state

PAGES = {
    "overview": ":material/flag:",
    "clusterxchange": ":material/swap_horiz:",
    "regions": ":material/map:",
    "forecast": ":material/trending_up:",
    "ledger": ":material/rule:",
    "about": ":material/info:",
}


def main() -> None:
    """Set up the page, offer the navigation, run the page asked for."""
    st.set_page_config(
        page_title=title(),
        page_icon="hitechtex/ui/icon.svg",
        layout="wide",
    )
    pages = [
        st.Page(f"pages/{name}.py", title=say(f"nav.{name}"), icon=icon, default=name == "overview")
        for name, icon in PAGES.items()
    ]
    st.navigation(pages, position="top").run()


def title() -> str:
    """Return what the browser's tab says."""
    try:
        return say("app.title", project=read_catalog().project.name)
    except DeclarationError:  # the page itself says which file is broken, and where
        return say("app.untitled")


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, **server.parts(warm_up=state.warm_up))
