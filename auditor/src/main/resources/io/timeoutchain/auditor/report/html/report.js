'use strict';
(() => {
  const form = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const field = name => document.getElementById('by-' + name);
  const rules = [...field('rule').options].slice(1).map(option => option.value);
  const named = list => list ? list.split(' ').map(place => rules[place]) : [];
  const listed = (group, answer) => [...group.querySelectorAll('.rules')].flatMap(list => named(list.dataset[answer]));
  const answers = Object.fromEntries([...field('verdict').options].map(option =>
    [option.value, option.textContent]));
  const balancers = [...document.querySelectorAll('.balancer')].map(element => ({
    element,
    name: element.querySelector('h3').textContent.toLowerCase(),
    groups: [...element.querySelectorAll('.group')].map(group => ({
      element: group,
      findings: [...group.querySelectorAll('article')],
      undecided: listed(group, 'u'),
      pass: listed(group, 'p'),
      'not-applicable': listed(group, 'n'),
    })),
  }));
  const total = balancers.reduce((sum, balancer) => sum + balancer.groups.length, 0);

  const apply = () => {
    const name = field('balancer').value.trim().toLowerCase();
    const rule = field('rule').value;
    const severity = field('severity').value;
    const verdict = field('verdict').value;
    const asked = rule || severity || verdict;
    let count = 0;
    for (const balancer of balancers) {
      let here = 0;
      for (const group of balancer.groups) {
        let some = !asked;
        for (const finding of group.findings) {
          const fits = (!rule || finding.dataset.r === rule) && (!severity || finding.classList.contains(severity))
            && (!verdict || verdict === 'broken');
          finding.classList.toggle('gone', !fits);
          some = some || fits;
        }
        some = some || (!severity && ['undecided', 'pass', 'not-applicable'].some(answer =>
          (!verdict || verdict === answer) && (rule ? group[answer].includes(rule) : group[answer].length > 0)));
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

  // What stands once in the list of sources is shown where a value points at it.
  for (const link of document.querySelectorAll('figure a[href^="#s"], li > a[href^="#s"]')) {
    const origin = document.getElementById(link.hash.slice(1));
    if (link.closest('figure')) {
      const tip = document.createElement('span');
      tip.className = 'tip';
      tip.textContent = origin.textContent;
      link.append(tip);
      if (link.closest('thead')) {
        link.prepend(`${origin.querySelector('b').textContent} `);
      }
    } else {
      link.textContent = origin.querySelector('span').textContent;
    }
  }
  for (const link of document.querySelectorAll('article > p > a[href^="#f"]')) {
    link.parentNode.textContent = document.getElementById(link.hash.slice(1)).querySelector('h5 + p + p').textContent;
  }
  for (const list of document.querySelectorAll('.rules')) {
    if (list.dataset.u) {
      list.append(` · ${named(list.dataset.u).join(', ')}`);
      continue;
    }
    const all = document.createElement('details');
    const summary = document.createElement('summary');
    all.className = 'rules';
    Object.assign(all.dataset, list.dataset);
    summary.append(...list.childNodes);
    all.append(summary);
    for (const [answer, verdict] of [['p', 'pass'], ['n', 'not-applicable']]) {
      if (list.dataset[answer]) {
        const line = document.createElement('p');
        line.textContent = `${answers[verdict]}: ${named(list.dataset[answer]).join(', ')}`;
        all.append(line);
      }
    }
    list.replaceWith(all);
  }

  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('change', apply);
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
