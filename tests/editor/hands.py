"""What one does in the rich editor: write, paste, choose a picture, publish."""

from __future__ import annotations

import re

from PIL import Image

from tests.windows import visit, written

WORDS = ".rich__words"
SELECTED = """words => { const { doc, selection } = document.querySelector(".rich__words").editor.state;
  return doc.textBetween(selection.from, selection.to) === words; }"""
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  document.querySelector(".rich__words").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def write(page, address="/posts/new/", words=""):
    visit(page, f"{page.home}{address}")
    if not page.locator(".editor[data-ready]").count():
        page.locator("#id_body").scroll_into_view_if_needed()
        page.focus("#id_body")
    written(page)
    if words:
        page.click(WORDS)
        page.keyboard.type(words)


def publish(page):
    page.click("button[data-audience]")
    page.wait_for_url(re.compile(r"/posts/\d+/$"))


def picture_file(tmp_path, colour="teal"):
    path = tmp_path / f"{colour}.png"
    Image.new("RGB", (900, 500), colour).save(path)
    return path


def paste(page, html, text="x"):
    page.evaluate(PASTE, [html, text])
