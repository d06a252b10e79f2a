// What is nicer with a script; every page works without it.
"use strict";

// Topics are found as one types. The form is posted, so that nobody's words stand in an address.
for (const input of document.querySelectorAll("[data-topic-search]")) {
  const form = input.form;
  const found = document.getElementById(input.getAttribute("aria-controls"));
  let waiting, running;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      try {
        const answer = await fetch(input.dataset.topicSearch, { method: "POST", body: new FormData(form), signal: running.signal });
        if (answer.ok) {
          const part = new DOMParser().parseFromString(await answer.text(), "text/html");
          found.replaceChildren(...part.body.childNodes);
        }
      } catch (problem) {
        if (problem.name !== "AbortError") throw problem;
      }
    }, 200);
  });
  form.addEventListener("submit", event => {
    if (event.submitter?.name === "search") {
      event.preventDefault();
      input.dispatchEvent(new Event("input"));
    }
  });
}
