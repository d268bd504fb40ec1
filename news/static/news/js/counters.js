// Shows “12 / 120” under a text field that has a limit, while it is being edited.
(() => {
  const limited = (field) =>
    field.matches?.('input[type="text"][maxlength], textarea[maxlength]') && Number(field.maxLength) > 0;

  const counterOf = (field) => {
    if (!field.dataset.counter) {
      field.dataset.counter = `counter-${Math.random().toString(36).slice(2)}`;
      const counter = document.createElement('div');
      counter.id = field.dataset.counter;
      counter.className = 'help';
      counter.setAttribute('aria-live', 'polite');
      field.insertAdjacentElement('afterend', counter);
    }
    return document.getElementById(field.dataset.counter);
  };

  const show = ({ target }) => {
    if (!limited(target)) return;
    const counter = counterOf(target);
    if (counter) counter.textContent = `${target.value.length} / ${target.maxLength}`;
  };

  document.addEventListener('focusin', show);
  document.addEventListener('input', show);
})();
