// What a browser adds to pages that work without it: a slider for the day, how far
// an adding is, copies of citations, keys.
//
// Runs under a policy without inline script and without eval. Text of reports is only ever text here: what is
// fetched comes from this server, is parsed as a document that runs nothing, and its nodes take the place of
// those that are shown.
"use strict";

(() => {
  const DAY = 86_400_000;
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const FORMS = "form[data-slider], form[data-days]";
  const CITED = ".copied, .copy > .citation";
  const LINES = "application/x-ndjson";
  const TYPED = "input:not([type=range], [type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select";

  const made = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // Outside `main`, so that it outlives what is put into it.
  const status = made("p", { class: "unseen", role: "status", "aria-live": "polite" });
  const announce = (words) => {
    status.textContent = words;
  };

  // ---- the day of the table ------------------------------------------------------------------------------

  const number = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
  const iso = (days) => new Date(days * DAY).toISOString().slice(0, 10);
  const told = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${MONTHS[month - 1]} ${year}`;
  };

  const withSlider = (form) => {
    const field = form.querySelector('input[type="date"][name="as_of"]');
    const [first, last] = field ? [number(field.min), number(field.max)] : [NaN, NaN];
    if (!(first < last) || form.querySelector('input[type="range"]')) return;
    const slider = made("input", {
      type: "range", min: first, max: last, step: 1, "aria-label": "Day of the table",
    });
    const shown = made("output", { class: "day" });
    const show = (days) => {
      slider.value = String(days);
      shown.textContent = told(iso(days));
      slider.setAttribute("aria-valuetext", shown.textContent);
    };
    const buttons = [...form.querySelectorAll("button:not([type=button])")];
    const load = loader(form, buttons);
    const start = number(field.value);
    show(Number.isNaN(start) ? last : start);
    slider.addEventListener("input", () => {
      field.value = iso(Number(slider.value));
      show(Number(slider.value));
      load(250); // while it is being dragged, only where it rests
    });
    slider.addEventListener("change", () => load(0));
    field.addEventListener("change", () => {
      const days = number(field.value);
      if (days >= first && days <= last) {
        show(days);
        load(250);
      }
    });
    field.before(slider, shown);
    for (const button of buttons) button.remove();
  };

  const loader = (form, buttons) => {
    let waiting = 0;
    let asked = null;
    let done = form.querySelector('[name="as_of"]').value;
    const run = async () => {
      const day = form.querySelector('[name="as_of"]').value;
      if (day === done) return;
      done = day;
      asked?.abort();
      const request = (asked = new AbortController());
      const address = new URL(form.action);
      address.search = new URLSearchParams(new FormData(form)).toString();
      const main = form.closest("main");
      main.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(address, { signal: request.signal, headers: { Accept: "text/html" } });
        if (!answer.ok || new URL(answer.url).origin !== location.origin) throw new Error(answer.statusText);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (request.signal.aborted) return;
        if (!replaced(main, page.querySelector("main"), form)) throw new Error("no form");
        document.title = page.title;
        history.replaceState(history.state, "", address);
        announce(`As of ${told(day)}: ${summary(main)}`);
      } catch (fault) {
        if (fault.name === "AbortError") return;
        done = "";
        form.append(...buttons);
        announce("That day could not be loaded. The button of the form loads it as a page.");
      } finally {
        if (request === asked) main.removeAttribute("aria-busy");
      }
    };
    return (delay) => {
      clearTimeout(waiting);
      waiting = setTimeout(run, delay);
    };
  };

  const summary = (main) => {
    const counts = [...main.querySelectorAll(".tallies .count")].map((count) => words(count));
    return counts.join(", ") || "loaded";
  };

  // All of `main` but the form, which keeps the focus and the hand that drags it.
  const replaced = (main, fresh, form) => {
    const other = fresh?.querySelector(FORMS);
    if (!other) return false;
    const open = [...main.querySelectorAll("[id] details[open]")].map((details) => details.closest("[id]").id);
    const top = form.getBoundingClientRect().top;
    const kept = childWith(main, form);
    const nodes = [...fresh.childNodes];
    const place = nodes.indexOf(childWith(fresh, other));
    while (kept.previousSibling) kept.previousSibling.remove();
    while (kept.nextSibling) kept.nextSibling.remove();
    kept.before(...nodes.slice(0, place));
    kept.after(...nodes.slice(place + 1));
    for (const link of form.querySelectorAll("a")) link.remove();
    form.append(...other.querySelectorAll("a"));
    for (const id of open) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
    window.scrollBy({ top: form.getBoundingClientRect().top - top, behavior: "instant" });
    upgrade(main);
    return true;
  };

  const childWith = (parent, node) => {
    while (node.parentNode !== parent) node = node.parentNode;
    return node;
  };

  // ---- adding reports ------------------------------------------------------------------------------------

  // How far it is, above the form; a form that is left goes on at the server, and is told when one comes back.
  const withProgress = (form) => {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || !window.ReadableStream) return;
      event.preventDefault();
      const button = form.querySelector("button:not([type=button])");
      if (button.disabled) return;
      button.disabled = true;
      const shown = progressOf(form);
      sent(form, shown)
        .catch(() => shown.fail("The server does not answer. What it has read is kept; add the same again for the rest."))
        .finally(() => {
          button.disabled = false;
        });
    });
  };

  const progressOf = (form) => {
    form.closest("main").querySelectorAll("[data-going], [role=alert]").forEach((old) => old.remove());
    const now = made("h3", {}, "It is sent");
    const bar = made("progress", { "aria-label": "Reports read" });
    const number = made("span", {}, "");
    const told = made("ul", { class: "plainly" });
    const card = made(
      "section", { class: "card going", "data-going": "", "aria-label": "How far it is" },
      now, made("p", { class: "progress" }, bar, number), told,
      made("p", { class: "quiet" }, "You may leave this page: the adding goes on, and what is read is kept."),
    );
    form.before(card);
    card.scrollIntoView({ block: "nearest" });
    announce("The reports are being added.");
    return {
      step(facts) {
        if (facts.now) now.textContent = facts.now;
        if (facts.of) bar.max = facts.of;
        if (facts.of && facts.done) bar.value = facts.done;
        number.textContent = facts.of ? `${facts.done} of ${facts.of}` : facts.done ? `${facts.done} so far` : "";
        if (facts.told.length && !told.children.length) told.before(made("h4", {}, "Not read"));
        for (const line of facts.told) told.append(made("li", {}, line));
        if (facts.told.length) announce(facts.told.join(". "));
      },
      fail(sentence) {
        card.replaceWith(made("p", { class: "status", role: "alert", "data-going": "" }, sentence));
      },
    };
  };

  const sent = async (form, shown) => {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { Accept: LINES },
    });
    if (!answer.headers.get("content-type")?.startsWith(LINES)) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.querySelector("[role=alert], .proposition") ?? page.body;
      shown.fail(words(said));
      return;
    }
    for await (const facts of lines(answer.body)) {
      if (facts.fault) shown.fail(sentence(facts.fault));
      else if (facts.address) {
        announce(facts.summary);
        location.assign(facts.address);
        return;
      } else if (!facts.fault) shown.step(facts);
    }
  };

  const sentence = (said) => `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? "" : "."}`;

  async function* lines(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let ended = false;
    while (!ended) {
      const { done, value } = await reader.read();
      ended = done;
      const parts = (rest + (value ?? "")).split("\n");
      rest = parts.pop();
      for (const part of parts) yield JSON.parse(part);
    }
  }

  // ---- citations -----------------------------------------------------------------------------------------

  const words = (element) => {
    const copy = element.cloneNode(true);
    for (const part of copy.querySelectorAll("button, kbd")) part.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  const withCopies = (root) => {
    for (const button of root.querySelectorAll("button[data-copy]")) button.hidden = false;
    for (const cited of root.querySelectorAll(CITED)) {
      if (cited.querySelector("button")) continue;
      cited.append(" ", made("button", { type: "button", class: "copier", "aria-label": "Copy the citation" }, "Copy"));
    }
  };

  const copied = async (button) => {
    const named = button.dataset.copy;
    const element = named ? document.getElementById(named.replace(/^#/, "")) : button.closest(CITED);
    if (!element) return;
    const done = await toClipboard(element);
    const label = (button.dataset.label ??= button.textContent);
    button.textContent = done ? "Copied" : "Marked: copy it by hand";
    announce(button.textContent);
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  };

  const toClipboard = async (element) => {
    try {
      await navigator.clipboard.writeText(words(element)); // missing where the server is not on this machine
      return true;
    } catch {
      getSelection().selectAllChildren(element);
      return false;
    }
  };

  // ---- keys ----------------------------------------------------------------------------------------------

  const OFF = "onrecord-keys-off";
  const stored = {
    get off() {
      try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
    },
    set off(off) {
      try { off ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF); } catch { /* not kept, then */ }
    },
  };

  const usable = (element) => !element.disabled && element.getClientRects().length > 0;
  const keyed = (root) => [...root.querySelectorAll("[data-key]")].filter(usable);

  // The nearest to where one is: in a list each entry may have the same keys.
  const byKey = (key) => {
    for (let near = document.activeElement ?? document.body; near; near = near.parentElement) {
      const found = keyed(near).find((element) => element.dataset.key === key);
      if (found) return found;
    }
    return null;
  };

  const pressed = (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.isContentEditable || event.target.matches?.(TYPED)) return;
    if (event.key === "?" && keyed(document).length) {
      event.preventDefault();
      help();
      return;
    }
    const element = stored.off ? null : byKey(event.key);
    if (!element) return;
    event.preventDefault();
    element.matches("input, textarea, select") ? element.focus() : element.click();
  };

  const help = () => {
    const list = made("dl", { class: "keys" });
    const seen = new Set(["?"]);
    for (const element of keyed(document)) {
      const key = element.dataset.key;
      if (seen.has(key)) continue;
      seen.add(key);
      const label = element.dataset.keyLabel || element.getAttribute("aria-label") || words(element) || element.title;
      list.append(made("div", {}, made("dt", {}, made("kbd", {}, key)), made("dd", {}, label)));
    }
    list.append(made("div", {}, made("dt", {}, made("kbd", {}, "?")), made("dd", {}, "This list")));
    const use = made("input", { type: "checkbox" });
    use.checked = !stored.off;
    use.addEventListener("change", () => {
      stored.off = !use.checked;
    });
    const dialog = made(
      "dialog", { class: "help", "aria-labelledby": "keys-of-this-page" },
      made("h2", { id: "keys-of-this-page" }, "Keys on this page"), list,
      made("p", {}, made("label", {}, use, " Use these keys")),
      made("form", { method: "dialog" }, made("button", {}, "Close")),
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  // --------------------------------------------------------------------------------------------------------

  const upgrade = (root) => {
    withCopies(root);
    for (const form of root.querySelectorAll(FORMS)) withSlider(form);
    for (const form of root.querySelectorAll("form[data-told]")) withProgress(form);
    for (const element of root.querySelectorAll("[data-key]")) {
      element.setAttribute("aria-keyshortcuts", element.dataset.key);
    }
  };

  document.body.append(status);
  upgrade(document);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy], button.copier");
    if (button) copied(button);
  });
  document.addEventListener("keydown", pressed);
})();
