// Shows what is found while somebody types. The form does the same without it.
const field = document.getElementById('_q'), results = document.getElementById('_results');
let timer, asking;
field.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    asking?.abort();
    asking = new AbortController();
    const url = '/search?q=' + encodeURIComponent(field.value);
    try {
      const answer = await fetch(url + '&part=results', {signal: asking.signal});
      if (answer.ok) {
        results.innerHTML = await answer.text();
        history.replaceState(null, '', url);
      }
    } catch {}
  }, 150);
});
if (!field.value) field.focus();
