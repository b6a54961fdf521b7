// The "next page" link fetches its page when it comes near, and puts that page's items in its place. A real link otherwise.
export default function infinite(pager) {
  const link = pager.querySelector("a[rel=next]");
  const list = pager.parentElement;
  let busy = false;
  async function next() {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const items = [...page.querySelector(`#${list.id}`)?.children ?? page.body.children];
      pager.replaceWith(...items);
      for (const item of items) { window.htmx?.process(item); item.dispatchEvent(new CustomEvent("parvis:added", { bubbles: true })); }
    } finally { busy = false; }
  }
  link.addEventListener("click", (event) => { event.preventDefault(); next(); });
  new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) next(); }, { rootMargin: "600px" }).observe(pager);
}
