/* Refreshes the page while a run goes on, and sends what a person asks for. What somebody reads, has opened or has the focus on stays. */
(function () {
  "use strict";
  const EVERY = 3000;

  function say(words) {
    document.getElementById("mx-host-said").textContent = words;
  }

  function words(name) {
    return document.getElementById("mx-host-said").dataset[name];
  }

  function changing(root) {
    const runs = root.querySelector("[data-mx-changing]");
    return runs !== null && runs.dataset.mxChanging === "true";
  }

  /* Somebody who marks a text would lose the mark. */
  function isBeingRead(root) {
    const marked = document.getSelection();
    return marked !== null && !marked.isCollapsed && root.contains(marked.anchorNode);
  }

  function focused(root) {
    return root.contains(document.activeElement) ? Array.from(root.querySelectorAll("button, [tabindex]")).indexOf(document.activeElement) : -1;
  }

  function replace(root, html) {
    const focus = focused(root);
    const busy = focus < 0 ? undefined : document.activeElement.dataset.mxPost;
    const open = Array.from(root.querySelectorAll("details[open][id]"), (each) => each.id);
    const aside = Array.from(root.querySelectorAll(".mx-wide"), (each) => each.scrollLeft);
    root.innerHTML = html;
    open.forEach((id) => {
      const again = document.getElementById(id);
      if (again) {
        again.open = true;
      }
    });
    root.querySelectorAll(".mx-wide").forEach((each, place) => {
      each.scrollLeft = aside[place] || 0;
    });
    const places = Array.from(root.querySelectorAll("button, [tabindex]"));
    const again = busy ? places.find((each) => each.dataset.mxPost === busy) : places[focus];
    if (again) {
      again.focus({ preventScroll: true });
    }
  }

  async function load(root) {
    try {
      const answer = await fetch("live", { cache: "no-store" });
      if (answer.ok) {
        replace(root, await answer.text());
      }
    } catch (e) {
      /* The controller restarts, or the network is away: asked again. */
    }
  }

  async function refresh(root) {
    if (!document.hidden && !isBeingRead(root)) {
      await load(root);
    }
    if (changing(root)) {
      window.setTimeout(refresh, EVERY, root);
    }
  }

  function confirmed(button) {
    const question = button.dataset.mxConfirm;
    if (!question) {
      return Promise.resolve(true);
    }
    return window.dialog.confirm(question, { okText: button.dataset.mxOk }).then(
      () => true,
      () => false
    );
  }

  async function post(root, button) {
    if (!(await confirmed(button))) {
      return;
    }
    button.disabled = true;
    say("");
    try {
      const answer = await fetch(button.dataset.mxPost, { method: "POST", headers: window.crumb.wrap({}) });
      if (!answer.ok) {
        say(answer.status === 403 ? words("mxDenied") : await reason(answer));
      }
    } catch (e) {
      say(words("mxLost"));
    }
    await load(root);
  }

  async function reason(answer) {
    const text = await answer.text();
    const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    const said = plain ? text : new DOMParser().parseFromString(text, "text/html").body.textContent;
    return said.trim().slice(0, 500) || String(answer.status);
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
