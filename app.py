"""The dashboard: its pages and the server around them. Start it with `make run`."""

import streamlit as st

from hitechtex import server
from hitechtex.catalog import read_catalog
from hitechtex.catalog.texts import say
from hitechtex.errors import DeclarationError

PAGES = {
    "": {
        "overview": ":material/flag:",
    },
    "lines": {
        "training": ":material/school:",
        "collaboration": ":material/handshake:",
        "clusterxchange": ":material/swap_horiz:",
        "regions": ":material/map:",
        "strategy": ":material/signpost:",
    },
    "plan": {
        "forecast": ":material/trending_up:",
        "partners": ":material/groups:",
        "targets": ":material/target:",
        "indicator": ":material/monitoring:",
    },
    "data": {
        "bring": ":material/upload_file:",
        "ledger": ":material/rule:",
        "data_health": ":material/health_and_safety:",
        "batches": ":material/inventory_2:",
        "about": ":material/info:",
    },
}
"""Every page with its icon, below the heading of the menu it stands in; none for the first page."""


def main() -> None:
    """Set up the page, offer the navigation, run the page asked for."""
    st.set_page_config(
        page_title=title(),
        page_icon="hitechtex/ui/icon.svg",
        layout="wide",
    )
    menus = {
        say(f"menu.{menu}") if menu else "": [offered(name, icon) for name, icon in pages.items()]
        for menu, pages in PAGES.items()
    }
    st.navigation(menus, position="top").run()


def offered(name: str, icon: str) -> st.Page:
    """Return one page as the navigation offers it; the overview is the one without a name."""
    return st.Page(
        f"pages/{name}.py", title=say(f"nav.{name}"), icon=icon, default=name == "overview"
    )


def title() -> str:
    """Return what the browser's tab says."""
    try:
        return say("app.title", project=read_catalog().project.name)
    except DeclarationError:  # the page itself says which file is broken, and where
        return say("app.untitled")


def warm_up() -> None:
    """Load what the pages need, and the store."""
    from hitechtex.ui import state  # noqa: PLC0415  (the server answers before this is loaded)

    state.warm_up()


def stop() -> None:
    """End what is still being read for somebody."""
    from hitechtex.ui import working  # noqa: PLC0415

    working.stop_all()


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, **server.parts(warm_up=warm_up, stop=stop))
