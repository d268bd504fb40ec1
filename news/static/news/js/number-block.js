// The number in the editor: one line under it says how it reads, as it is typed.
(() => {
  const PAUSE_MS = 250;
  const ENTRIES = ['display', 'kind', 'value', 'value_high', 'denominator', 'unit', 'unit_code', 'qualifier', 'as_of'];

  // A new story is read as where it will stand: under the page that its address names last.
  const pageId = () => window.location.pathname.match(/\/pages\/(?:add\/\w+\/\w+\/)?(\d+)\//)?.[1] ?? '0';

  class NumberBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
    render(placeholder, prefix, initialState, ...rest) {
      const number = super.render(placeholder, prefix, initialState, ...rest);
      this.showReading(number.childBlocks, number.container[0], initialState?.reading);
      return number;
    }

    showReading(blocks, container, initialText) {
      const line = document.createElement('output');
      line.className = 'help';
      Object.assign(line.style, { display: 'block', whiteSpace: 'pre-line' });
      line.textContent = initialText || '';
      blocks.reading.widget.input.after(line);

      let asked = '';
      let timer;
      const ask = async () => {
        const query = this.query(blocks);
        if (query === asked) return;
        asked = query;
        const answer = await fetch(`${this.meta.readingUrl}?${query}`);
        if (answer.ok && query === asked) line.textContent = this.text(await answer.json());
      };
      const later = () => {
        clearTimeout(timer);
        timer = setTimeout(ask, PAUSE_MS);
      };
      container.addEventListener('input', (event) => {
        // A tick speaks of the number that was there when it was set.
        if (event.target === blocks.display.widget.input) blocks.confirmed.setState(false);
        later();
      });
      container.addEventListener('change', later);
    }

    query(blocks) {
      const query = new URLSearchParams({ page: pageId() });
      ENTRIES.forEach((name) => query.set(name, blocks[name].getState() ?? ''));
      if (blocks.confirmed.getState()) query.set('confirmed', '1');
      return query.toString();
    }

    text({ reading, problems, notes }) {
      return [reading, ...problems.map((problem) => `⚠ ${problem}`), ...notes].filter(Boolean).join('\n');
    }
  }

  window.telepath.register('news.blocks.NumberBlock', NumberBlockDefinition);
})();
