'use strict';
(() => {
  const form = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const field = name => document.getElementById('by-' + name);
  const balancers = [...document.querySelectorAll('.balancer')].map(element => ({
    element,
    name: element.dataset.name.toLowerCase(),
    groups: [...element.querySelectorAll('.group')].map(group => ({
      element: group,
      items: [...group.querySelectorAll('[data-r]')],
      rules: [...group.querySelectorAll('.rules')].map(list => ({
        verdict: list.dataset.v,
        ids: list.querySelector('span').textContent.split(', '),
      })),
    })),
  }));
  const total = balancers.reduce((sum, balancer) => sum + balancer.groups.length, 0);

  const apply = () => {
    const name = field('balancer').value.trim().toLowerCase();
    const rule = field('rule').value;
    const severity = field('severity').value;
    const verdict = field('verdict').value;
    const asked = rule || severity || verdict;
    const fits = item => (!rule || item.dataset.r === rule) && (!severity || item.dataset.s === severity)
      && (!verdict || item.dataset.v === verdict);
    let count = 0;
    for (const balancer of balancers) {
      let here = 0;
      for (const group of balancer.groups) {
        let some = !asked;
        for (const item of group.items) {
          const fit = fits(item);
          item.classList.toggle('gone', !fit);
          some = some || fit;
        }
        some = some || (!severity && group.rules.some(list => (!verdict || list.verdict === verdict)
          && (!rule || list.ids.includes(rule))));
        group.element.classList.toggle('gone', !some);
        here += some ? 1 : 0;
      }
      const gone = !balancer.name.includes(name) || (asked && here === 0);
      balancer.element.classList.toggle('gone', gone);
      count += gone ? 0 : here;
    }
    shown.textContent = shown.dataset.text.replace('##', total).replace('#', count);
  };

  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target) {
      const around = target.closest('details');
      if (around) {
        around.open = true;
      }
      if (target.closest('.gone')) {
        form.reset();
        apply();
      }
      target.scrollIntoView();
    }
  };

  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  addEventListener('hashchange', reveal);
  apply();
  reveal();

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    closed.forEach(details => { details.open = true; });
  });
  addEventListener('afterprint', () => closed.forEach(details => { details.open = false; }));
})();
