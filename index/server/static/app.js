// Completes names as one types, from /suggest. Pages work without it.
"use strict";

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.getElementById(input.getAttribute("list"));
  let timer = 0;
  let asked = "";
  let request = null;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(complete, 150);
  });

  async function complete() {
    const typed = input.value.trim();
    if (typed.length < 2 || typed === asked) return;
    if ([...list.children].some((option) => option.value === typed)) return;
    asked = typed;
    if (request) request.abort();
    request = new AbortController();
    const query = new URLSearchParams({ field: input.dataset.suggest, q: typed });
    try {
      const answer = await fetch("/suggest?" + query, { signal: request.signal });
      if (!answer.ok) return;
      const found = await answer.json();
      list.replaceChildren(...found.map((name) => {
        const option = document.createElement("option");
        option.value = name.value;
        option.label = name.value + " (" + name.count + ")";
        return option;
      }));
    } catch (error) {
      if (error.name !== "AbortError") asked = "";
    }
  }
}
