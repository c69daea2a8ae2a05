"""Find a browser for the walk, or install one: the system's, else its package, else Playwright's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
# The lists under the address bar are pages of their own: a second of work for each window (Chromium 156). This list
# takes the place of Playwright's, so what keeps silent towards other hosts stands in it again.
UNWANTED = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "OptimizationHints", "PreconnectToSearch",
            "NetworkTimeServiceQuerying", "HttpsUpgrades", "MediaRouter", "Translate", "PaintHolding")  # fmt: skip
# Without these Chromium asks other hosts for updates at every start, and refuses to run as root.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--force-color-profile=srgb",
         f"--disable-features={','.join(UNWANTED)}"]  # fmt: skip


class NoBrowser(Exception):
    """No Chromium here and none could be installed."""


def find_chromium() -> str | None:
    """Path of a Chromium that can be started here, or None."""
    here = [path for name in NAMES if (path := shutil.which(name))]
    here += [path for path in PLACES if Path(path).exists()]
    return next(filter(_starts, here), None) or _playwrights_own()


def install_chromium() -> str:
    """Install a Chromium and return its path. Raises NoBrowser with the command to type."""
    for command in _ways():
        print("Installing a browser for the tests:", " ".join(command), flush=True)
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if path := find_chromium():
            return path
    raise NoBrowser("No Chromium found. Type: sudo apt-get install -y chromium (or install Google Chrome)")


def _ways() -> list[list[str]]:
    ways = []
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if not root or _sudo_asks_nothing():
            quiet = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
            ways += [[*quiet, "update"], [*quiet, "install", "-y", "--no-install-recommends", "chromium"]]
    return [*ways, [sys.executable, "-m", "playwright", "install", "chromium"]]


def _sudo_asks_nothing() -> bool:
    return bool(shutil.which("sudo")) and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0


def _starts(path: str) -> bool:
    # Ubuntu's chromium-browser may be a script that only says how to install a snap.
    if path.endswith(".exe"):
        return True  # on Windows --version opens a window
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        path = play.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    try:
        if not find_chromium():
            install_chromium()
    except NoBrowser as gap:
        sys.exit(str(gap))
