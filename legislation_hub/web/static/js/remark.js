// What should perhaps not stand in a text is remarked while it is typed; nothing is held up by that.

// A mobile number as people write it, of which the law on personal information asks whether it is needed.
const TELEPHONE = /(?:^|[^0-9A-Za-z])1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?![0-9A-Za-z])/;

/** Whether a telephone number stands in a text, in whatever width of figures. */
export const telephoned = (text) => TELEPHONE.test(text.normalize("NFKC"));

/** Remark telephone numbers in the fields below `root` that have a text for it. */
export const remark = (root) => {
  for (const field of root.querySelectorAll("[data-telephone]")) {
    const told = document.createElement("p");
    told.className = "hint";
    told.setAttribute("role", "status");
    field.after(told);
    const tell = () => {
      const text = telephoned(field.value) ? field.dataset.telephone : "";
      if (told.textContent !== text) told.textContent = text; // nobody hears the same twice
    };
    field.addEventListener("input", tell);
    field.form.addEventListener("reset", () => setTimeout(tell));
    setTimeout(tell); // after what was kept on this device has been put back
  }
};

remark(document);
