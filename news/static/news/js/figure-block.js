// The figure in the editor: a chosen image brings its words, and a decorative picture takes no alt text.
(() => {
  const NO_WORDS = { alt: '', credit: '', caption: null };
  const captionState = (content) => window.Draftail.createEditorStateFromRaw(content);

  // Draftail's block keys are left out: they differ at each reading and say nothing about the words.
  const withoutKeys = (name, value) => (name === 'key' ? undefined : value);
  const captionWords = (state) => JSON.stringify(window.Draftail.serialiseEditorStateToRaw(state), withoutKeys);

  const text = { state: (words) => words, words: (state) => state || '' };
  const FIELDS = { alt: text, credit: text, caption: { state: captionState, words: captionWords } };

  class FigureBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
    render(placeholder, prefix, initialState, ...rest) {
      const figure = super.render(placeholder, prefix, initialState, ...rest);
      this.copyWordsOfChosenImages(figure.childBlocks, initialState?.image?.id);
      this.disableAltWhileDecorative(figure.childBlocks);
      return figure;
    }

    copyWordsOfChosenImages(blocks, initialId) {
      let currentId = initialId;
      blocks.image.widget.addEventListener('chosen', async ({ detail: { id } }) => {
        const previousId = currentId;
        currentId = id;
        const [previous, chosen] = await Promise.all([this.wordsOf(previousId), this.wordsOf(id)]);
        if (id === currentId) Object.keys(FIELDS).forEach((name) => this.copy(name, blocks[name], previous, chosen));
      });
    }

    // Replaces what is empty or still the previous image's; what an editor wrote stays.
    copy(name, block, previous, chosen) {
      const { state, words } = FIELDS[name];
      const replaceable = [NO_WORDS, previous].map((source) => words(state(source[name])));
      if (replaceable.includes(words(block.getState()))) block.setState(state(chosen[name]));
    }

    async wordsOf(imageId) {
      if (!imageId) return NO_WORDS;
      const answer = await fetch(this.meta.imageWordsUrl.replace('/0/', `/${imageId}/`));
      return answer.ok ? answer.json() : NO_WORDS;
    }

    disableAltWhileDecorative({ alt, decorative }) {
      const checkbox = decorative.widget.input;
      const apply = () => {
        alt.widget.input.disabled = checkbox.checked;
      };
      apply();
      checkbox.addEventListener('change', apply);
    }
  }

  window.telepath.register('news.blocks.FigureBlock', FigureBlockDefinition);
})();
