/* Refreshes the page while a run goes on, and sends what a person asks for. Opened details stay open. */
(function () {
  "use strict";
  const EVERY = 3000;

  function say(words) {
    document.getElementById("mx-host-said").textContent = words;
  }

  function changing(root) {
    const runs = root.querySelector("[data-mx-changing]");
    return runs !== null && runs.dataset.mxChanging === "true";
  }

  function replace(root, html) {
    const busy = root.contains(document.activeElement) ? document.activeElement.dataset.mxPost : undefined;
    const open = Array.from(root.querySelectorAll("details[open][id]"), (each) => each.id);
    root.innerHTML = html;
    open.forEach((id) => {
      const again = document.getElementById(id);
      if (again) {
        again.open = true;
      }
    });
    Array.from(root.querySelectorAll("[data-mx-post]"))
      .filter((each) => each.dataset.mxPost === busy)
      .forEach((each) => each.focus());
  }

  async function load(root) {
    try {
      const answer = await fetch("runs", { cache: "no-store" });
      if (answer.ok) {
        replace(root, await answer.text());
      }
    } catch (e) {
      /* The controller restarts, or the network is away: asked again. */
    }
  }

  async function refresh(root) {
    await load(root);
    if (changing(root)) {
      window.setTimeout(refresh, EVERY, root);
    }
  }

  async function post(root, button) {
    const question = button.dataset.mxConfirm;
    if (question && !window.confirm(question)) {
      return;
    }
    button.disabled = true;
    const answer = await fetch(button.dataset.mxPost, { method: "POST", headers: window.crumb.wrap({}) });
    say(answer.ok ? "" : answer.status === 403 ? "You may not do this." : await reason(answer));
    await load(root);
  }

  async function reason(answer) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const text = page.body ? page.body.textContent.trim() : "";
    return text === "" ? "Refused: " + answer.status : text.slice(0, 500);
  }

  document.addEventListener("DOMContentLoaded", function () {
    const root = document.getElementById("mx-host-runs");
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-mx-post]");
      if (button) {
        post(root, button);
      }
    });
    if (changing(root)) {
      window.setTimeout(refresh, EVERY, root);
    }
  });
})();
