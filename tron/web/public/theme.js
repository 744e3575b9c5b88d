// Runs before the first paint, so that a light page does not flash dark. The store (src/stores/ui.ts) writes the key.
(() => {
  try {
    const { theme, language } = JSON.parse(localStorage.getItem("tron.ui") ?? "{}").state ?? {};
    if (theme === "light") document.documentElement.dataset.theme = "light";
    if (language) document.documentElement.lang = language;
  } catch {
    // No storage, or not ours: the page starts dark and in English.
  }
})();
