/**
 * The texts of a parameter that is a JSON list of them, each as `asked.value`: for a lateral subquery with
 * a LIMIT, which looks them up by the index one by one. In an IN the planner takes them for a hundred,
 * and would read all of a table that is not very large.
 */
export const EACH_TEXT = 'json_array_elements_text(?::json) AS asked (value)';
