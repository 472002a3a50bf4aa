package dev.atrium.bench.reads;

import dev.atrium.bench.load.Latencies;
import java.util.ArrayList;
import java.util.List;

/// What the rounds of one kind came to.
final class Tally {
    private final List<Latencies> atHalf = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> perCpuSecond = new ArrayList<>();
    private double served;
    private double server;
    private double postgres;

    void closed(int requests, double seconds, double serverCpu, double postgresCpu) {
        rates.add(requests / seconds);
        perCpuSecond.add(requests / serverCpu);
        served += requests;
        server += serverCpu;
        postgres += postgresCpu;
    }

    void open(Latencies latencies) {
        atHalf.add(latencies);
    }

    double rate() {
        return median(rates);
    }

    double perCpuSecond() {
        return median(perCpuSecond);
    }

    /// In microseconds a request.
    double serverCpu() {
        return server / served * 1e6;
    }

    double postgresCpu() {
        return postgres / served * 1e6;
    }

    Latencies latencies() {
        return Latencies.together(atHalf);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
