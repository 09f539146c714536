package systole.cli.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the vertices of a directed graph are drawn so that all edges go down (after Sugiyama, Tagawa and Toda, 1981): each vertex lies in the row
 * below the lowest that it reads, edges over several rows bend at places kept free for them, and rows are ordered and shifted so that edges
 * cross and bend little.
 */
final class LayeredLayout {
    private static final int SWEEPS = 12;
    private static final double GAP = 24;
    /** An edge's own room. */
    private static final double BEND_WIDTH = 8;
    /** Long edges are kept straight rather than boxes above each other. */
    private static final double BEND_WEIGHT = 4;

    private final List<List<Place>> rows = new ArrayList<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, List<List<Place>>> edges = new LinkedHashMap<>();

    /** A vertex, or a bend of an edge, in its row. */
    static final class Place {
        private final int row;
        private final double width;
        private final double weight;
        private final List<Place> above = new ArrayList<>();
        private final List<Place> below = new ArrayList<>();
        private double x;

        Place(int row, double width, double weight) {
            this.row = row;
            this.width = width;
            this.weight = weight;
        }

        int row() {
            return row;
        }

        /** Of its middle. */
        double x() {
            return x;
        }

        private double middle(List<Place> neighbours) {
            return neighbours.stream().mapToDouble(Place::x).average().orElse(x);
        }
    }

    /** Adds a vertex that reads others, which are there already. */
    void add(String name, double width, List<String> read) {
        int row = read.stream().mapToInt(other -> places.get(other).row + 1).max().orElse(0);
        Place place = placed(new Place(row, width, 1));
        places.put(name, place);
        edges.put(name, read.stream().map(other -> edge(places.get(other), place)).toList());
    }

    private List<Place> edge(Place from, Place to) {
        List<Place> way = new ArrayList<>(List.of(from));
        while (way.getLast().row < to.row - 1) {
            way.add(placed(new Place(way.getLast().row + 1, BEND_WIDTH, BEND_WEIGHT)));
        }
        way.add(to);
        for (int i = 1; i < way.size(); i++) {
            way.get(i - 1).below.add(way.get(i));
            way.get(i).above.add(way.get(i - 1));
        }
        return way;
    }

    private Place placed(Place place) {
        while (rows.size() <= place.row) {
            rows.add(new ArrayList<>());
        }
        rows.get(place.row).add(place);
        return place;
    }

    /** Gives every place its x, from 0 on; returns how wide it all is. */
    double arrange() {
        rows.forEach(row -> spread(row, row.stream().map(_ -> 0.0).toList()));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            rows.forEach(row -> settle(row, place -> place.middle(place.above)));
            rows.reversed().forEach(row -> settle(row, place -> place.middle(place.below)));
        }
        rows.stream().filter(row -> row.size() > 1)
                .forEach(row -> spread(row, row.stream().map(place -> (place.middle(place.above) + place.middle(place.below)) / 2).toList()));
        double left = rows.stream().flatMap(List::stream).mapToDouble(place -> place.x - place.width / 2).min().orElse(0);
        rows.stream().flatMap(List::stream).forEach(place -> place.x -= left);
        return rows.stream().flatMap(List::stream).mapToDouble(place -> place.x + place.width / 2).max().orElse(0);
    }

    private interface Wish {
        double of(Place place);
    }

    /** A row of one place stays in the middle: else what follows it would drift to a side. */
    private static void settle(List<Place> row, Wish wish) {
        if (row.size() == 1) {
            return;
        }
        Map<Place, Double> wanted = new LinkedHashMap<>();
        row.forEach(place -> wanted.put(place, wish.of(place)));
        row.sort(Comparator.comparingDouble(wanted::get));
        spread(row, row.stream().map(wanted::get).toList());
    }

    /** Puts a row, in its order, as near as can be to where its places wish to be: neighbours that would overlap move as one block. */
    private static void spread(List<Place> row, List<Double> wanted) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            blocks.add(new Block(row.subList(i, i + 1), wanted.get(i), row.get(i).weight));
            while (blocks.size() > 1 && blocks.get(blocks.size() - 2).overlaps(blocks.getLast())) {
                Block last = blocks.removeLast();
                Block before = blocks.removeLast();
                blocks.add(before.and(last, row.subList(i + 1 - before.places.size() - last.places.size(), i + 1)));
            }
        }
        blocks.forEach(Block::put);
    }

    /** Places side by side; their first one's x is told by all their wishes, by weight. */
    private record Block(List<Place> places, double first, double weight) {
        boolean overlaps(Block next) {
            return first + offsetBehind() + next.places.getFirst().width / 2 > next.first;
        }

        /** From the first one's middle to the room of one that follows. */
        private double offsetBehind() {
            double width = places.stream().mapToDouble(place -> place.width + GAP).sum();
            return width - places.getFirst().width / 2;
        }

        Block and(Block next, List<Place> both) {
            double shift = offsetBehind() + next.places.getFirst().width / 2;
            double sum = weight + next.weight;
            return new Block(both, (first * weight + (next.first - shift) * next.weight) / sum, sum);
        }

        void put() {
            double edge = first - places.getFirst().width / 2;
            for (Place place : places) {
                place.x = edge + place.width / 2;
                edge += place.width + GAP;
            }
        }
    }

    int rowCount() {
        return rows.size();
    }

    Place place(String name) {
        return places.get(name);
    }

    /** Ways of the edges that end in a vertex, each from where it begins over its bends. */
    List<List<Place>> edgesInto(String name) {
        return edges.get(name);
    }
}
