"""A port of both models in numpy, as an outsider would write one with fashionref_port.py alone; with a mistake where one is named.

    numpy_port.py DATA PACK answers.json run.json [MISTAKE]

The history in run.json is made up but for the feed: ten epochs in numpy take an hour.
"""

import sys

import fashionref_port as port
import numpy
from numpy.lib.stride_tricks import sliding_window_view

BATCH = 128
F = numpy.float32


class Conv:
    """3 x 3, padding same, then ReLU."""

    def __init__(self, name):
        self.kernel, self.bias = name + "/kernel", name + "/bias"

    def forward(self, w, x, training):
        padded = numpy.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
        windows = sliding_window_view(padded, (3, 3), axis=(1, 2)).transpose(0, 1, 2, 4, 5, 3)
        self.columns = numpy.ascontiguousarray(windows).reshape(-1, 9 * x.shape[3])
        kernel = w[self.kernel].reshape(self.columns.shape[1], -1)
        y = (self.columns @ kernel + w[self.bias]).reshape(*x.shape[:3], -1)
        self.passed = y > 0
        return y * self.passed

    def backward(self, w, gradients, dy):
        dy = dy * self.passed
        flat = dy.reshape(-1, dy.shape[3])
        gradients[self.kernel] = (self.columns.T @ flat).reshape(w[self.kernel].shape)
        gradients[self.bias] = flat.sum(axis=0)
        kernel = w[self.kernel]
        columns = (flat @ kernel.reshape(-1, kernel.shape[3]).T).reshape(*dy.shape[:3], 3, 3, -1)
        dx = numpy.zeros((dy.shape[0], dy.shape[1] + 2, dy.shape[2] + 2, kernel.shape[2]), F)
        for i in range(3):
            for j in range(3):
                dx[:, i : i + dy.shape[1], j : j + dy.shape[2]] += columns[:, :, :, i, j]
        return dx[:, 1:-1, 1:-1]


class Pool:
    """The maximum of 2 x 2; the gradient goes to the first of equal ones. Then flatten."""

    def forward(self, w, x, training):
        n, h, v, c = x.shape
        self.shape = x.shape
        quads = x.reshape(n, h // 2, 2, v // 2, 2, c).transpose(0, 1, 3, 5, 2, 4).reshape(n, h // 2, v // 2, c, 4)
        self.at = quads.argmax(axis=4)[..., None]
        return numpy.take_along_axis(quads, self.at, axis=4).reshape(n, -1)

    def backward(self, w, gradients, dy):
        n, h, v, c = self.shape
        quads = numpy.zeros((n, h // 2, v // 2, c, 4), F)
        numpy.put_along_axis(quads, self.at, dy.reshape(n, h // 2, v // 2, c, 1), axis=4)
        return quads.reshape(n, h // 2, v // 2, c, 2, 2).transpose(0, 1, 4, 2, 5, 3).reshape(n, h, v, c)


class Dense:
    def __init__(self, name, relu):
        self.kernel, self.bias, self.relu = name + "/kernel", name + "/bias", relu

    def forward(self, w, x, training):
        self.x = x
        y = x @ w[self.kernel] + w[self.bias]
        self.passed = y > 0 if self.relu else F(1)
        return y * self.passed

    def backward(self, w, gradients, dy):
        dy = dy * self.passed
        gradients[self.kernel] = self.x.T @ dy
        gradients[self.bias] = dy.sum(axis=0)
        return dy @ w[self.kernel].T


class BatchNormalization:
    def __init__(self, name, momentum):
        self.name, self.momentum = name, F(momentum)

    def forward(self, w, x, training):
        mean, variance = w[self.name + "/moving_mean"], w[self.name + "/moving_variance"]
        if training:
            batch_mean = x.mean(axis=0)
            batch_variance = ((x - batch_mean) ** 2).mean(axis=0)
            w[self.name + "/moving_mean"] = mean * self.momentum + batch_mean * (F(1) - self.momentum)
            w[self.name + "/moving_variance"] = variance * self.momentum + batch_variance * (F(1) - self.momentum)
            mean, variance = batch_mean, batch_variance
        self.scale = F(1) / numpy.sqrt(variance + F(1e-3))
        self.normal = (x - mean) * self.scale
        return self.normal * w[self.name + "/gamma"] + w[self.name + "/beta"]

    def backward(self, w, gradients, dy):
        gradients[self.name + "/gamma"] = (dy * self.normal).sum(axis=0)
        gradients[self.name + "/beta"] = dy.sum(axis=0)
        dn = dy * w[self.name + "/gamma"]
        return self.scale * (dn - dn.mean(axis=0) - self.normal * (dn * self.normal).mean(axis=0))


def layers(model, mistake):
    s = "sequential/"
    if model == 1:
        return [Conv(s + "conv2d"), Pool(), Dense(s + "dense", True), Dense(s + "dense_1", False)]
    momentum = 0.9 if mistake == "momentum" else 0.99
    return [
        Conv(s + "conv2d"),
        Conv(s + "conv2d_1"),
        Pool(),
        Dense(s + "dense", True),
        BatchNormalization(s + "batch_normalization", momentum),
        Dense(s + "dense_1", True),
        BatchNormalization(s + "batch_normalization_1", momentum),
        Dense(s + "dense_2", False),
    ]


def logits_of(chain, w, images, training):
    x = images.astype(F).reshape(-1, 28, 28, 1)
    for layer in chain:
        x = layer.forward(w, x, training)
    return x


def log_softmax(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - numpy.log(numpy.exp(shifted).sum(axis=1, keepdims=True))


def step(chain, w, m, v, images, labels, t, mistake):
    """A step of Keras' Adam on the batch's mean loss; gives the loss before it. t is the number of the step, from 1."""
    log_p = log_softmax(logits_of(chain, w, images, training=True))
    rows = numpy.arange(len(labels))
    loss = -log_p[rows, labels].mean()
    d = numpy.exp(log_p)
    d[rows, labels] -= F(1)
    d /= F(len(labels))
    gradients = {}
    for layer in reversed(chain):
        d = layer.backward(w, gradients, d)
    rate = 0.0095 if mistake == "rate" else 0.01
    beta1, beta2, epsilon = F(0.9), F(0.999), F(1e-7)
    if mistake == "epsilon":
        epsilon = F(1e-7 * (1 - 0.999**t) ** 0.5)
    alpha = F(rate) * numpy.sqrt(F(1) - F(float(beta2) ** t)) / (F(1) - F(float(beta1) ** t))
    for name, g in gradients.items():
        if mistake == "decay":
            w[name] = w[name] * F(1 - rate * 1e-4)
        m[name] = m[name] + (g - m[name]) * F(1 - 0.9)
        v[name] = v[name] + (g * g - v[name]) * F(1 - 0.999)
        w[name] = w[name] - m[name] * alpha / (numpy.sqrt(v[name]) + epsilon)
    return loss


def main(data, pack, answers_path, run_path, mistake=""):
    train_images, train_labels, test_images, test_labels, hashes = port.load_data(data)
    if mistake == "labels":
        train_labels = train_labels.copy()
        train_labels[::100] = (train_labels[::100] + 1) % 10
    if mistake == "shift":
        test_images = numpy.roll(test_images, 1, axis=2)

    probes = port.Probes(pack)
    answers = port.Answers("numpy port " + numpy.__version__, probes)
    for probe in probes:
        w, m, v = probe.weights, probe.first_moments, probe.second_moments
        chain = layers(probes.model, mistake)
        if probe.step in answers.ASKED:
            parts = [logits_of(chain, w, part, training=False) for part in numpy.split(test_images, 20)]
            logits = numpy.concatenate(parts)
            loss = -log_softmax(logits)[numpy.arange(10000), test_labels].mean(dtype=numpy.float64)
            answers.add_test(probe.step, logits, (logits.argmax(axis=1) == test_labels).mean(), loss)
        losses = [
            step(chain, w, m, v, train_images[batch], train_labels[batch], probe.step + 1 + i, mistake) for i, batch in enumerate(probe.batches)
        ]
        answers.add_steps(probe.step, losses, w, m, v)
    answers.write(answers_path)

    history = []
    size = 120 if mistake == "batches" else BATCH
    for epoch in range(1, 11):
        order = port.epoch_order(1, epoch)
        feed = port.Feed()
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            feed.add(train_images[batch], train_labels[batch])
        history.append(
            {"epoch": epoch, "accuracy": 0.8, "loss": 1 / epoch, "val_accuracy": 0.86, "val_loss": 0.4, "seconds": 1.0, "feed": feed.hexdigest()}
        )
    port.write_run(
        run_path, model=probes.model, engine="numpy-port", seed=1, threads=1, hashes=hashes, history=history, correct=8600,
        weights_at_start=port.initial_weights(probes.model, 1),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
