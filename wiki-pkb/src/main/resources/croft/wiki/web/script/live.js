// Shows the page anew when its source changes, without moving it.
const page = encodeURIComponent(location.pathname), root = document.documentElement;
let heard;
const listen = () => {
  heard = new EventSource('/-/live?page=' + page + '&version=' + root.dataset.version);
  heard.onmessage = async () => {
    heard.close();
    try {
      const answer = await fetch(location.pathname, {cache: 'no-cache'});
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const style = d => d.querySelector('link[rel=stylesheet]').getAttribute('href');
      if (style(next) !== style(document) || next.querySelector('.mermaid')) return location.reload();
      document.title = next.title;
      root.dataset.version = next.documentElement.dataset.version;
      document.querySelector('main').replaceWith(document.adoptNode(next.querySelector('main')));
    } catch {}
    setTimeout(listen, 500);
  };
};
listen();
