package shop.local.benchmark.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of one order as a script of pgbench, written from PostgreSQL's log of that order.
 *
 * <p>No copy of the statements can go stale that way. Each run of the script places an order with an id of its own, of
 * two of the products {@code load-10} to {@code load-59}.
 */
final class OrderScript {
    private static final Pattern ENTRY = Pattern.compile("(\\d+) ([A-Z]+): {2}(.*)", Pattern.DOTALL);
    private static final Pattern STATEMENT = Pattern.compile("(?:execute [^:]+|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']|'')*')");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d+)");

    private static final String ORDER = "lpad(to_hex(:number::bigint), 32, '0')";
    private static final String BEGIN = """
            \\set count :count + 1
            \\set number :count * 10000 + :client_id
            \\set first random(10, 58)
            \\set second :first + 1
            """;

    private final List<List<Statement>> transactions;
    private final Map<String, String> variables;

    private OrderScript(List<List<Statement>> transactions, Map<String, String> variables) {
        this.transactions = transactions;
        this.variables = variables;
    }

    /**
     * @param log of PostgreSQL with {@code log_statement=all} and {@code log_line_prefix='%p '}
     * @param order id of the order, one of other ones in the log
     * @param products ids of its products, in the order of their ids
     */
    static OrderScript of(String log, String order, List<String> products) {
        var variables = Map.of(
                order, ORDER, products.get(0), "'load-' || :first::text", products.get(1), "'load-' || :second::text");
        return new OrderScript(
                transactions(log).stream()
                        .filter(transaction -> transaction.stream().anyMatch(statement -> statement.isAbout(order)))
                        .toList(),
                variables);
    }

    @Override
    public String toString() {
        var script = new StringBuilder(BEGIN);
        for (var transaction : transactions) {
            if (transaction.size() == 1) {
                script.append(sql(transaction.getFirst()));
                continue;
            }
            // The driver sends BEGIN together with the first statement.
            script.append("\\startpipeline\nbegin;\n")
                    .append(sql(transaction.getFirst()))
                    .append("\\endpipeline\n");
            transaction.stream().skip(1).forEach(statement -> script.append(sql(statement)));
        }
        return script.toString();
    }

    private static List<List<Statement>> transactions(String log) {
        var done = new ArrayList<List<Statement>>();
        var open = new HashMap<String, List<Statement>>();
        for (var statement : statements(log)) {
            switch (statement.sql.toLowerCase(Locale.ROOT)) {
                case "begin" -> open.put(statement.process, new ArrayList<>());
                case "rollback" -> open.remove(statement.process);
                case "commit" -> {
                    var transaction = open.remove(statement.process);
                    if (transaction != null) {
                        transaction.add(statement);
                        done.add(transaction);
                    }
                }
                default -> {
                    var transaction = open.get(statement.process);
                    if (transaction == null) {
                        done.add(List.of(statement));
                    } else {
                        transaction.add(statement);
                    }
                }
            }
        }
        return done;
    }

    private static List<Statement> statements(String log) {
        var statements = new ArrayList<Statement>();
        for (var text : log.split("\n(?!\t)")) {
            var entry = ENTRY.matcher(text);
            if (!entry.matches()) {
                continue;
            }
            var statement = STATEMENT.matcher(entry.group(3));
            if (entry.group(2).equals("LOG") && statement.matches()) {
                var sql = statement.group(1).replace("\n\t", "\n");
                statements.add(new Statement(entry.group(1), sql, new HashMap<>()));
            } else if (entry.group(2).equals("DETAIL") && !statements.isEmpty()) {
                PARAMETER
                        .matcher(entry.group(3))
                        .results()
                        .forEach(parameter -> last(statements, entry.group(1))
                                .parameters
                                .put(parameter.group(1), parameter.group(2)));
            }
        }
        return statements;
    }

    private static Statement last(List<Statement> statements, String process) {
        return statements.stream()
                .filter(statement -> statement.process.equals(process))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private String sql(Statement statement) {
        return PLACEHOLDER
                        .matcher(statement.sql)
                        .replaceAll(placeholder -> Matcher.quoteReplacement(
                                expression(statement.parameters.getOrDefault(placeholder.group(1), "NULL"))))
                + ";\n";
    }

    /** A value with its type, where PostgreSQL cannot derive it from the statement. */
    private String expression(String literal) {
        var expression = literal;
        for (var variable : variables.entrySet()) {
            expression = expression.replace(variable.getKey(), "' || " + variable.getValue() + " || '");
        }
        var type = type(literal);
        return expression.equals(literal) && type.isEmpty() ? literal : "(" + expression + ")" + type;
    }

    private static String type(String literal) {
        if (literal.matches("'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'")) {
            return "::uuid";
        }
        if (!literal.matches("'\\{.*}'")) {
            return "";
        }
        if (literal.matches("'\\{" + list("-?\\d+") + "}'")) {
            return "::bigint[]";
        }
        return literal.matches("'\\{" + list("-?[\\d.]+") + "}'") ? "::numeric[]" : "::text[]";
    }

    private static String list(String element) {
        return "(%1$s|NULL)(,(%1$s|NULL))*".formatted(element);
    }

    /** @param parameters by number, as literals */
    private record Statement(String process, String sql, Map<String, String> parameters) {
        boolean isAbout(String id) {
            return parameters.containsValue("'" + id + "'");
        }
    }
}
