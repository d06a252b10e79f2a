// What is nicer with a script; every page works without it.
"use strict";

// Topics are found as one types. The form is posted, so that nobody's words stand in an address.
for (const input of document.querySelectorAll("[data-topic-search]")) {
  const form = input.form;
  const found = document.getElementById(input.getAttribute("aria-controls"));
  const chosen = () => new FormData(form).getAll("Form.Topics").join(" ");
  let waiting, running;
  const search = async () => {
    running?.abort();
    running = new AbortController();
    const sent = chosen();
    try {
      const answer = await fetch(input.dataset.topicSearch, { method: "POST", body: new FormData(form), signal: running.signal });
      const text = await answer.text();
      // What was chosen meanwhile must not vanish with the list in which it stood.
      if (chosen() !== sent) return await search();
      if (answer.ok) found.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
      found.setAttribute("aria-busy", "false");
    } catch (problem) {
      if (problem.name === "AbortError") return;
      found.setAttribute("aria-busy", "false");
      throw problem;
    }
  };
  input.addEventListener("input", () => {
    found.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(search, 200);
  });
  form.addEventListener("submit", event => {
    if (event.submitter?.name === "search") {
      event.preventDefault();
      input.dispatchEvent(new Event("input"));
    }
  });
}
