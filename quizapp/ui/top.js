// Shows a page from its top when it takes the place of another that was scrolled: Streamlit keeps the place.

export default function ({ data, parentElement }) {
  if (parentElement.shown !== data.page) {
    parentElement.shown = data.page;
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }
}
