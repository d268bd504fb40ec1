// Proposes a headline from the items' kickers or headings until an editor writes one; never overwrites theirs.
(() => {
  const LEADS = '[name^="items-"][name$="-value-kicker"], [name^="items-"][name$="-value-heading"]';
  const MAX_LENGTH = 255;
  let proposed = null;

  const isGone = (field) => {
    const deleted = document.getElementsByName(field.name.replace(/-value-\w+$/, '-deleted'))[0];
    return deleted?.value === '1';
  };
  const compose = () => {
    const leads = [...document.querySelectorAll(LEADS)].filter((field) => !isGone(field));
    const words = leads.map((field) => field.value.trim()).filter(Boolean);
    while (words.join(', ').length > MAX_LENGTH) words.pop();
    return words.join(', ');
  };
  // Wagtail's slug and autosave follow the headline's own events.
  const propose = () => {
    const title = document.getElementById('id_title');
    if (!title || title.readOnly || title.disabled || (title.value && title.value !== proposed)) return;
    const next = compose();
    if (next === title.value) return;
    title.dispatchEvent(new Event('focus'));
    title.value = next;
    proposed = next;
    ['input', 'keyup', 'change'].forEach((name) => title.dispatchEvent(new Event(name, { bubbles: true })));
  };

  document.addEventListener('focusin', ({ target }) => {
    // What still says what the items say has been written by nobody.
    if (target.matches(LEADS) && proposed === null) proposed = compose();
  });
  document.addEventListener('change', ({ target }) => {
    if (target.matches(LEADS)) propose();
  });
})();
