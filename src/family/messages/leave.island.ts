// The quick way out: the page is replaced, so that "back" does not return to it. Escape pressed twice does the same.
const link = document.querySelector<HTMLAnchorElement>('a[data-leave]');
if (link) {
  const leave = () => location.replace(link.href);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = 0;
  document.addEventListener('keydown', ({ key, timeStamp }) => {
    if (key !== 'Escape') return;
    if (timeStamp - pressed < 1000) leave();
    pressed = timeStamp;
  });
}
