// Copies the words of a chosen image into the figure's fields, where they are empty or still the last image's.
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;
  const plain = (block) => (typeof block?.getTextLabel === 'function' ? block.getTextLabel({}) || '' : '');

  class FigureBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError, ...rest) {
      const block = super.render(placeholder, prefix, initialState, initialError, ...rest);
      const { image, alt, credit, caption } = block.childBlocks;
      let copied = {};

      const fill = (name, child, words) => {
        const current = plain(child);
        if (words[name] && (current === '' || current === copied[name])) child.setState(words[name]);
      };

      image.widget.on?.('chosen', () => {});
      image.widget.addEventListener?.('chosen', async ({ detail }) => {
        const admin = window.wagtailConfig?.ADMIN_URLS?.PAGES?.replace(/pages\/?$/, '') || '/admin/';
        const answer = await fetch(`${admin}news/image-words/${detail.id}/`, { credentials: 'same-origin' });
        if (!answer.ok) return;
        const words = await answer.json();
        fill('alt', alt, words);
        fill('credit', credit, words);
        if (words.caption && plain(caption) === '') {
          const escaped = new Option(words.caption).innerHTML;
          caption.setState(window.draftail?.DraftailRichTextArea ? escaped : words.caption);
        }
        copied = words;
      });
      return block;
    }
  }

  window.telepath.register('news.blocks.FigureBlock', FigureBlockDefinition);
})();
