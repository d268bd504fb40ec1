// Shows “12 / 120” under the text field that is being edited, if it has a limit.
(() => {
  const LIMITED = 'input[type="text"][maxlength], textarea[maxlength]';
  const figures = document.createElement('span');
  const counter = document.createElement('div');
  counter.className = 'help w-tabular-nums';
  counter.append(figures);
  // Out of the flow, so that nothing moves when it comes and goes; on narrow screens it covers the end of a help text.
  Object.assign(counter.style, { position: 'absolute', textAlign: 'end', pointerEvents: 'none' });
  Object.assign(figures.style, { background: 'var(--w-color-surface-page)', paddingInlineStart: '0.5em' });

  const count = (field) => {
    figures.textContent = `${field.value.length} / ${field.maxLength}`;
  };

  document.addEventListener('focusin', ({ target }) => {
    if (!target.matches(LIMITED)) return;
    counter.style.width = `${target.offsetWidth}px`;
    count(target);
    target.after(counter);
  });
  document.addEventListener('input', ({ target }) => {
    if (target === counter.previousSibling) count(target);
  });
  document.addEventListener('focusout', () => counter.remove());
})();
