// What a form that keeps itself holds: read as values, as what the server is sent, and put back.
const KEPT = "textarea[name], input[name=title], input[name=format], input[name=ends_on], select[name=place], input[type=checkbox][name^=is_]";
const NOT_SENT = new Set(["csrfmiddlewaretoken", "idempotency_key", "files", "cover", "again", "save", "_method", "draft_version", "draft_tab"]);

export default function fieldsOf(form) {
  const all = () => [...form.querySelectorAll(KEPT)];
  const words = () => all().filter((field) => field.matches("textarea, input[name=title]"));
  const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const files = () => [...form.querySelectorAll("[name=kept]")].map((field) => ({ ...field.closest("[data-file]")?.dataset, id: field.value, alt: form.querySelector(`[name="alt-${field.value}"]`)?.value ?? "" }));
  return {
    words,
    files,
    values: () => Object.fromEntries(all().map((field) => [field.name, value(field)])),
    isEmpty: () => words().every((field) => !field.value.trim()) && !files().length,
    isAsGiven: () => words().every((field) => field.value === field.defaultValue),
    same: (copy) => words().every((field) => field.value === (copy.fields[field.name] ?? "")) && files().map((file) => file.id).join() === (copy.files ?? []).map((file) => file.id).join(),
    // As the server is sent it; small enough to leave with the page.
    body() {
      const sent = new URLSearchParams({ _method: "PUT" });
      for (const [name, one] of new FormData(form)) if (typeof one === "string" && !NOT_SENT.has(name)) sent.append(name, one);
      return sent;
    },
    put(values, held, place = true) {
      for (const field of all()) {
        const one = values[field.name];
        if (field.type === "checkbox") { if (one !== undefined || "body" in values) field.checked = Boolean(one); continue; }
        if (one === undefined) { if (field.matches("textarea, input[name=title]")) field.value = ""; continue; }
        if (field.name !== "place") { field.value = one; continue; }
        if (!place || ![...field.options].some((option) => option.value === one)) continue;
        field.value = one;
        field.dispatchEvent(new Event("change"));
      }
      if (held) form.heldFiles = held; // for the list of files, should it come later than this
      if (held) form.dispatchEvent(new CustomEvent("parvis:files", { detail: held }));
      // After all are set: the editor reads the format with the words.
      for (const field of words()) field.dispatchEvent(new Event("input"));
    },
  };
}
