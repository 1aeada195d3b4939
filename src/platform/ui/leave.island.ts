// The quick way out of a page nobody else may see: it is replaced, so that "back" does not return to it. Escape pressed twice
// does the same. What the page has open on the server (form[data-leave-close]) is closed on the way. Without script the link
// leaves.
const link = document.querySelector<HTMLAnchorElement>('a[data-leave]');
if (link) {
  const leave = () => {
    const form = document.querySelector<HTMLFormElement>('form[data-leave-close]');
    if (form)
      void fetch(form.action, {
        method: 'POST',
        body: new FormData(form),
        keepalive: true,
        redirect: 'manual',
      });
    location.replace(link.href);
  };
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

export {};
