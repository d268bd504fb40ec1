/* The decision screen: a sheet that opens takes the focus, a ready reason goes into the field. */
for (const sheet of document.querySelectorAll("details.g-act")) {
  sheet.addEventListener("toggle", () => {
    if (!sheet.open) return;
    document.querySelectorAll("details.g-act[open]").forEach((other) => { other.open = other === sheet; });
    (sheet.querySelector("[data-first]") || sheet.querySelector("textarea"))?.focus();
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { sheet.open = false; sheet.querySelector("summary").focus(); }
  });
}
for (const phrase of document.querySelectorAll("[data-phrase]")) {
  phrase.addEventListener("click", () => {
    const form = phrase.closest("form");
    const field = form.querySelector("textarea");
    field.value = [field.value.trim(), phrase.dataset.phrase].filter(Boolean).join("\n");
    form.querySelector("button[type=submit]").focus();
  });
}
