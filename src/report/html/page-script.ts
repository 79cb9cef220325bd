/**
 * The page's own script: fills and filters the table of samples, hides its texts until they are asked for, and copies commands. It makes no
 * request and sets text only as text. Written for browsers, where the rest of the project runs in Node; the page allows it by its hash.
 */
export const pageScript = `"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  for (const button of document.querySelectorAll("button.copy")) {
    const code = button.parentElement.querySelector("code");
    button.hidden = false;
    button.addEventListener("click", async () => {
      getSelection().selectAllChildren(code);
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Selected: press Ctrl+C";
      }
    });
  }
  const holder = get("sample-data");
  if (!holder) return;
  const data = JSON.parse(holder.textContent);
  const size = 20;
  const state = { revealed: false, page: 0, words: 0 };
  const form = get("sample-controls");
  const fields = Object.fromEntries(
    ["words", "context", "decoder", "label", "demographic", "differ", "search"].map((name) => [name, get("sample-" + name)]),
  );
  const option = (select, value, name) => {
    const element = make("option", name);
    element.value = value;
    select.append(element);
  };
  const choices = (select, names, present, any) => {
    const before = select.value;
    select.replaceChildren();
    if (any) option(select, "", any);
    for (const index of present) option(select, String(index), names[index]);
    select.value = [...select.options].some((one) => one.value === before) ? before : select.options[0].value;
  };
  const sorted = (numbers) => [...new Set(numbers)].sort((a, b) => a - b);
  const own = () => data.rows.filter((row) => row[0] === state.words);
  const people = (rows) => sorted(rows.flatMap((row) => row[5].map((text) => text[0])));
  const listWords = () => {
    const rows = own();
    choices(fields.context, data.contexts, sorted(rows.map((row) => row[1])), "any");
    choices(fields.decoder, data.decoders, sorted(rows.map((row) => row[2])), "any");
    choices(fields.demographic, data.demographics, people(rows), "any");
  };
  const matches = (row) => {
    const is = (field, at) => field.value === "" || row[at] === Number(field.value);
    if (!is(fields.context, 1) || !is(fields.decoder, 2)) return false;
    const about = row[5].filter((text) => fields.demographic.value === "" || text[0] === Number(fields.demographic.value));
    if (about.length === 0) return false;
    if (fields.label.value !== "" && !about.some((text) => text[1] === Number(fields.label.value))) return false;
    if (fields.differ.checked && new Set(row[5].map((text) => text[1])).size < 2) return false;
    const wanted = fields.search.value.trim().toLowerCase();
    return wanted === "" || about.some((text) => (text[3] + text[4]).toLowerCase().includes(wanted));
  };
  const cellOf = (text) => {
    const cell = make("td");
    if (!text) {
      cell.append(make("span", "no counterpart", "faint"));
      return cell;
    }
    const [, label, other, prompt, rest, whole] = text;
    cell.append(make("span", data.labels[label], "label " + data.labels[label]));
    if (other >= 0 && other !== label) {
      const view = data.view === "masked" ? "unmasked" : "masked";
      cell.append(make("span", view + ": " + data.labels[other], "faint"));
    }
    const box = make("bdi", undefined, "text");
    if (state.revealed) {
      box.append(make("span", prompt, "prompt"), make("span", rest));
      if (whole) box.append(make("span", "… (" + whole.toLocaleString("en") + " characters in all)", "faint"));
      if (prompt + rest === "") box.append(make("span", "(empty)", "faint"));
    } else {
      box.append(make("span", "text hidden", "redacted"));
    }
    cell.append(box);
    return cell;
  };
  const rowOf = (row, columns) => {
    const line = make("tr");
    const head = make("th");
    head.scope = "row";
    const name = (text) => make("bdi", text);
    head.append(name(data.decoders[row[2]]), ", ", name(data.contexts[row[1]]));
    const small = make("small");
    small.append(name(data.templates[row[3]]), ", sample " + (row[4] + 1));
    head.append(small);
    line.append(head, ...columns.map((person) => cellOf(row[5].find((text) => text[0] === person))));
    return line;
  };
  const draw = () => {
    const rows = own();
    const columns = people(rows);
    const found = rows.filter(matches);
    const pages = Math.max(1, Math.ceil(found.length / size));
    state.page = Math.min(state.page, pages - 1);
    const first = state.page * size;
    const table = get("sample-table");
    const head = make("tr");
    for (const name of ["Decoder, context", ...columns.map((person) => data.demographics[person])]) {
      const cell = make("th");
      cell.scope = "col";
      cell.append(make("bdi", name));
      head.append(cell);
    }
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...found.slice(first, first + size).map((row) => rowOf(row, columns)));
    const last = Math.min(first + size, found.length);
    get("sample-count").textContent =
      found.length === 0 ? "No row matches." : "Rows " + (first + 1) + " to " + last + " of " + found.length + ".";
    get("sample-back").disabled = state.page === 0;
    get("sample-on").disabled = state.page >= pages - 1;
  };
  const turn = (by) => {
    state.page += by;
    draw();
  };
  get("sample-back").addEventListener("click", () => turn(-1));
  get("sample-on").addEventListener("click", () => turn(1));
  const reveal = get("sample-reveal");
  reveal.addEventListener("click", () => {
    state.revealed = !state.revealed;
    reveal.setAttribute("aria-checked", String(state.revealed));
    draw();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    state.page = 0;
    if (event.target === fields.words) {
      state.words = Number(fields.words.value);
      listWords();
    }
    draw();
  });
  choices(fields.words, data.words, data.words.map((_, index) => index));
  listWords();
  form.hidden = false;
  document.querySelector(".pager").hidden = false;
  draw();
})();
`;
