// Asks what is said of the whole text: of the draft as it is kept, or, where there is none (a text that is only read over), of the
// words on the page, sent in the body and kept nowhere. Addresses in such a text are not opened.
const HEADERS = { Accept: "application/json" };
const told = (answer) => (answer.ok ? answer.json() : {});

export default function asking(form, { url, alone }) {
  if (alone === undefined) return (draft, more = "") => fetch(`${url}?rest=1&draft=${draft}${more}`, { headers: HEADERS }).then(told, () => ({}));
  return (_draft, more = "") => {
    if (more) return Promise.resolve({});
    const body = new URLSearchParams({ alone: "1", rest: "1", body: form.elements.body.value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    return fetch(url, { method: "POST", body, headers: HEADERS }).then(told, () => ({}));
  };
}
