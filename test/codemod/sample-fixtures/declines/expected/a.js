request(...all);
