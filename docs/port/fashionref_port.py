"""What a port of FashionRef's models needs to be judged by its gate: one file to copy, with numpy as its only dependency.

It makes the seed's initial weights and the order of every epoch, hashes what training is given, reads probes, and writes run.json and
answers.json. docs/port.md tells what each of them is. Layouts are Keras': kernels [height, width, in, out] and [in, out]. A weight's name
is its path in Keras, for example 'sequential/conv2d/kernel'.
"""

import gzip
import hashlib
import json
import os
import struct

import numpy

SAMPLE_BYTES = 28 * 28

# Names and shapes in Keras' order.
WEIGHTS = {
    1: [
        ("sequential/conv2d/kernel", (3, 3, 1, 16)),
        ("sequential/conv2d/bias", (16,)),
        ("sequential/dense/kernel", (3136, 64)),
        ("sequential/dense/bias", (64,)),
        ("sequential/dense_1/kernel", (64, 10)),
        ("sequential/dense_1/bias", (10,)),
    ],
    2: [
        ("sequential/conv2d/kernel", (3, 3, 1, 16)),
        ("sequential/conv2d/bias", (16,)),
        ("sequential/conv2d_1/kernel", (3, 3, 16, 32)),
        ("sequential/conv2d_1/bias", (32,)),
        ("sequential/dense/kernel", (6272, 64)),
        ("sequential/dense/bias", (64,)),
        ("sequential/batch_normalization/gamma", (64,)),
        ("sequential/batch_normalization/beta", (64,)),
        ("sequential/batch_normalization/moving_mean", (64,)),
        ("sequential/batch_normalization/moving_variance", (64,)),
        ("sequential/dense_1/kernel", (64, 16)),
        ("sequential/dense_1/bias", (16,)),
        ("sequential/batch_normalization_1/gamma", (16,)),
        ("sequential/batch_normalization_1/beta", (16,)),
        ("sequential/batch_normalization_1/moving_mean", (16,)),
        ("sequential/batch_normalization_1/moving_variance", (16,)),
        ("sequential/dense_2/kernel", (16, 10)),
        ("sequential/dense_2/bias", (10,)),
    ],
}

FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")


def random_bits(seed, stream, count, first=0):
    """The finaliser of splitmix64 for seed * 2^48 + stream * 2^32 + i, i from `first` on: `count` numbers of 64 bits."""
    z = numpy.uint64((seed << 48) + (stream << 32)) + numpy.arange(first, first + count, dtype=numpy.uint64)
    z = z + numpy.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return z ^ (z >> numpy.uint64(31))


def initial_weights(model, seed):
    """The initial weights of a seed (0 to 65535) as float32 arrays by their names, in Keras' order.

    Kernel number k (0, 1, 2 ... of the kernels alone) holds (2u - 1) * limit at flat position i, with u the top 53 bits of the random bits
    of stream k, times 2^-53, and limit = sqrt(6 / (fan_in + fan_out)); computed in double and rounded once.
    """
    weights = {}
    kernels = 0
    for name, shape in WEIGHTS[model]:
        if len(shape) > 1:
            area = int(numpy.prod(shape[:-2], dtype=numpy.int64))
            limit = (6.0 / (area * (shape[-2] + shape[-1]))) ** 0.5
            unit = (random_bits(seed, kernels, int(numpy.prod(shape))) >> numpy.uint64(11)).astype(numpy.float64) * 2.0**-53
            weights[name] = ((2.0 * unit - 1.0) * limit).astype(numpy.float32).reshape(shape)
            kernels += 1
        else:
            one = name.endswith("gamma") or name.endswith("moving_variance")
            weights[name] = numpy.full(shape, 1 if one else 0, numpy.float32)
    return weights


def weights_sha256(weights):
    """The SHA-256 of weights: little-endian float32, in the ordinal order of their names."""
    text = hashlib.sha256()
    for name in sorted(weights):
        text.update(numpy.ascontiguousarray(weights[name], "<f4").tobytes())
    return text.hexdigest()


def epoch_order(seed, epoch, count=60000):
    """The positions of the training images in an epoch (from 1): Fisher and Yates' shuffle from the last place down.

    Place `last` swaps with floor(bits * (last + 1) / 2^64), bits being the next random bits of stream 0x8000 + epoch; bits whose low half
    of the product is below 2^64 mod (last + 1) are passed over (Lemire 2019).
    """
    order = numpy.arange(count)
    bits = iter(int(number) for number in random_bits(seed, 0x8000 + epoch, count + 64))
    for last in range(count - 1, 0, -1):
        bound = last + 1
        while True:
            product = next(bits) * bound
            if product & (2**64 - 1) >= 2**64 % bound:
                break
        other = product >> 64
        order[last], order[other] = order[other], order[last]
    return order


def load_data(folder):
    """Fashion-MNIST from a folder with its four files, plain or .gz.

    Returns train images [60000, 28, 28], train labels, test images and test labels, all uint8, and the SHA-256 of each file's bytes.
    """
    arrays, hashes = [], {}
    for name in FILES:
        path = os.path.join(folder, name)
        opened = open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb")
        with opened as file:
            content = file.read()
        hashes[name] = hashlib.sha256(content).hexdigest()
        dimensions = content[3]
        shape = struct.unpack(">" + "I" * dimensions, content[4 : 4 + 4 * dimensions])
        arrays.append(numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * dimensions).reshape(shape))
    return (*arrays, hashes)


class Feed:
    """Hashes what training is given in an epoch. Add every batch as it goes into the model, before pixels are scaled."""

    def __init__(self):
        self._hash = hashlib.sha256()

    def add(self, images, labels):
        """A batch: uint8 images of 784 pixels each, in any shape that begins with the batch's size, and as many labels."""
        images, labels = numpy.asarray(images), numpy.asarray(labels)
        if images.dtype != numpy.uint8:
            raise TypeError("the images are %s, but must be uint8: add them before they are scaled" % images.dtype)
        if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() > 9:
            raise ValueError("the labels must be whole numbers from 0 to 9")
        if images.size != len(labels) * SAMPLE_BYTES:
            raise ValueError("there are %d pixels, but %d labels need %d" % (images.size, len(labels), len(labels) * SAMPLE_BYTES))
        rows = numpy.concatenate([images.reshape(len(labels), SAMPLE_BYTES), labels.astype(numpy.uint8).reshape(-1, 1)], axis=1)
        self._hash.update(rows.tobytes() + struct.pack("<i", len(labels)))

    def hexdigest(self):
        return self._hash.hexdigest()


class Probe:
    """A state of a training, and the five batches that come next.

    `step` is how many steps the state has behind it: Adam's bias correction goes on from there. `weights`, `first_moments` and
    `second_moments` hold float32 arrays by the weights' names; `batches` five arrays of positions of training images.
    """

    def __init__(self, step, arrays, batches):
        self.step = step
        self.batches = [numpy.array(batch) for batch in batches]
        self.weights = {name: array for name, array in arrays.items() if not name.startswith("adam/")}
        self.first_moments = {name[7:]: array for name, array in arrays.items() if name.startswith("adam/m/")}
        self.second_moments = {name[7:]: array for name, array in arrays.items() if name.startswith("adam/v/")}


class Probes:
    """A pack of probes: a folder that FashionRef's command `probes` made. Iterates over its probes."""

    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "probes.json"), encoding="utf-8") as file:
            content = json.load(file)
        if content.get("format") != "fashionref-probes-1" or not content.get("points"):
            raise ValueError("%s: probes.json is no pack of probes; fashionref's command 'probes' makes one" % folder)
        self.model = content["model"]
        self.pack = content["pack"]
        self._points = content["points"]

    def __len__(self):
        return len(self._points)

    def __iter__(self):
        for point in self._points:
            yield Probe(point["step"], read_safetensors(os.path.join(self.folder, point["file"])), point["batches"])


def read_safetensors(path):
    """The float32 arrays of a safetensors file by their names; copies, which may be changed."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        arrays[name] = numpy.frombuffer(content[8 + length + begin : 8 + length + end], "<f4").reshape(entry["shape"]).copy()
    return arrays


def digest(array):
    """The digest of an array: three sums in double, and up to eight of its values."""
    flat = numpy.asarray(array, numpy.float64).reshape(-1)
    count = min(8, flat.size)
    at = [0] if count == 1 else [j * (flat.size - 1) // (count - 1) for j in range(count)]
    return {
        "sum": float(flat.sum()),
        "magnitudes": float(numpy.abs(flat).sum()),
        "squares": float((flat * flat).sum()),
        "values": [float(flat[i]) for i in at],
    }


class Answers:
    """Answers to a pack of probes, for `fashionref gate --answers answers.json`."""

    # The states whose answers for the test images are asked for.
    ASKED = (464, 4685)

    def __init__(self, program, probes):
        self._content = {"format": "fashionref-answers-1", "program": program, "model": probes.model, "pack": probes.pack, "points": [], "tests": []}
        self._logits = []

    def add_steps(self, step, losses, weights, first_moments, second_moments):
        """What five steps from a probe's state gave.

        `losses` are the batches' mean losses before each step; the arrays are those behind the last, by the weights' names.
        """
        arrays = dict(weights)
        arrays.update({"adam/m/" + name: array for name, array in first_moments.items()})
        arrays.update({"adam/v/" + name: array for name, array in second_moments.items()})
        self._content["points"].append(
            {"step": step, "losses": [float(loss) for loss in losses], "arrays": {name: digest(array) for name, array in arrays.items()}}
        )

    def add_test(self, step, logits, accuracy, loss):
        """What a probe's state, before any step, answers for the 10,000 test images: the inputs of the last softmax, [10000, 10]."""
        self._logits.append((step, numpy.ascontiguousarray(logits, "<f4")))
        self._content["tests"].append({"step": step, "logits": "", "accuracy": float(accuracy), "loss": float(loss)})

    def write(self, path):
        """Writes the JSON file, and the logits beside it."""
        stem = os.path.splitext(os.path.basename(path))[0]
        for entry, (step, logits) in zip(self._content["tests"], self._logits):
            entry["logits"] = "%s-logits%04d.npy" % (stem, step)
        text = to_json(self._content)
        for entry, (step, logits) in zip(self._content["tests"], self._logits):
            numpy.save(os.path.join(os.path.dirname(path) or ".", entry["logits"]), logits)
        write_whole(path, text)


def write_run(path, *, model, engine, seed, threads, hashes, history, correct, weights_at_start=None):
    """Writes a run's record, run.json, for `fashionref gate --run`.

    `hashes` are those of load_data. `history` has a dictionary for each of the ten epochs: epoch (from 1), accuracy, loss, val_accuracy,
    val_loss, seconds, and feed if training was given the seed's order. An epoch's loss and accuracy are means over its samples, not over
    its batches. `correct` is how many of the 10,000 test images are answered rightly in the end.
    """
    sha256 = {"data": hashes}
    if weights_at_start is not None:
        sha256["initial_weights"] = weights_sha256(weights_at_start)
    record = to_json(
        {
            "format": "fashionref-run-1",
            "settings": {"model": model, "engine": engine, "seed": seed, "epochs": 10, "batch_size": 128, "learning_rate": 0.01, "threads": threads},
            "parameters": sum(int(numpy.prod(shape)) for _, shape in WEIGHTS[model]),
            "non_trainable_parameters": sum(int(numpy.prod(shape)) for name, shape in WEIGHTS[model] if "/moving_" in name),
            "result": {"test_accuracy": int(correct) / 10000, "test_loss": history[-1]["val_loss"], "test_correct": int(correct), "test_count": 10000},
            "sha256": sha256,
            "history": history,
        }
    )
    write_whole(path, record)


def to_json(content):
    """JSON text; NaN and infinity are refused, since JSON has none."""
    return json.dumps(content, indent=1, allow_nan=False, default=lambda number: number.item()) + "\n"


def write_whole(path, text):
    """Writes a text file whole or not at all."""
    with open(path + ".part", "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    os.replace(path + ".part", path)
