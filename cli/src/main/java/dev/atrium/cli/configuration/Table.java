package dev.atrium.cli.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Objects as lines of aligned columns, below the names of their fields.
final class Table {
    private static final String GAP = "  ";

    private Table() {}

    static List<String> of(List<Map<String, Object>> objects) {
        if (objects.isEmpty()) {
            return List.of("There are none.");
        }
        List<String> names =
                objects.stream().flatMap(object -> object.keySet().stream()).distinct().toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(names);
        objects.forEach(
                object ->
                        rows.add(
                                names.stream()
                                        .map(name -> text(object.getOrDefault(name, "")))
                                        .toList()));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int place = column;
            widths.add(rows.stream().mapToInt(row -> row.get(place).length()).max().orElse(0));
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths.get(column) - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    /// One value on one line.
    static String text(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(Table::text).collect(Collectors.joining(" "));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                            .collect(Collectors.joining(" "));
            default -> String.valueOf(value);
        };
    }
}
