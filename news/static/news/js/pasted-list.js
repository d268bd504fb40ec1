// While a list is empty it takes pasted text: the server splits it, each part becomes an item.
(() => {
  class PastedListDefinition extends window.wagtailStreamField.blocks.StreamBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const list = super.render(placeholder, prefix, initialState, initialError);
      if (list.children.length === 0) this.offerPasting(list, prefix);
      return list;
    }

    offerPasting(list, prefix) {
      const { example } = this.meta.pasting;
      const label = document.createElement('label');
      const field = document.createElement('textarea');
      const said = document.createElement('p');
      const box = document.createElement('div');
      Object.assign(field, { id: `${prefix}-pasted`, rows: 2, placeholder: example });
      Object.assign(label, { htmlFor: field.id, textContent: 'Or paste the whole list here' });
      Object.assign(said, { className: 'help', role: 'status' });
      label.className = 'w-field__label';
      box.append(label, field, said);
      list.container.append(box);
      field.addEventListener('paste', (event) => {
        event.preventDefault();
        this.take(list, event.clipboardData.getData('text/plain'), box, said);
      });
    }

    async take(list, text, box, said) {
      const { url, type, lead } = this.meta.pasting;
      const body = new FormData();
      body.set('type', type);
      body.set('text', text);
      const token = document.querySelector('input[name=csrfmiddlewaretoken]').value;
      const answer = await fetch(url, { method: 'POST', body, headers: { 'X-CSRFToken': token } });
      const result = await answer.json();
      if (!answer.ok || result.items.length === 0) {
        said.textContent = answer.ok ? 'No items were found in this text.' : result.detail;
        return;
      }
      result.items.slice(0, this.meta.maxNum || undefined).forEach((item, index) => {
        const value = this.initialChildStates[type];
        const { block } = list.insert({ type, value, id: crypto.randomUUID() }, index, {});
        block.childBlocks[lead].setState(item.lead);
        block.childBlocks.text.setState(window.Draftail.createEditorStateFromRaw(item.text));
      });
      box.remove();
    }
  }

  window.telepath.register('news.blocks.PastedList', PastedListDefinition);
})();
