package dev.atrium.bench.provider;

import java.util.ArrayList;
import java.util.List;

/// What the rounds of one scenario came to.
final class Figures {
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> perCpuSecond = new ArrayList<>();
    private double operations;
    private long failed;
    private double server;
    private double postgres;

    void add(Crowd.Work work, double seconds, double serverSeconds, double postgresSeconds) {
        rates.add(work.done() / seconds);
        perCpuSecond.add(work.done() / serverSeconds);
        operations += work.done();
        failed += work.failed();
        server += serverSeconds;
        postgres += postgresSeconds;
    }

    long failed() {
        return failed;
    }

    double rate() {
        return median(rates);
    }

    double perCpuSecond() {
        return median(perCpuSecond);
    }

    /// In milliseconds an operation.
    double server() {
        return server / operations * 1e3;
    }

    double postgres() {
        return postgres / operations * 1e3;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
