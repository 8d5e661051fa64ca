// /room/bring#<data>: puts what a QR code's link carries into the form; it never went over the network in the address.
(() => {
  "use strict";
  const field = document.querySelector("[name=packed]");
  const told = document.querySelector("[data-brought]");
  const carried = location.hash.slice(1);
  if (!field || !/^[A-Za-z0-9_-]+$/.test(carried)) return;
  field.value = carried;
  told.hidden = false;
  for (const other of document.querySelectorAll("[data-file]")) other.hidden = true;
  history.replaceState(null, "", location.pathname); // It must not stay in the history of a shared computer.
})();
