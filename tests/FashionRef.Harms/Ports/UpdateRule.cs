using FashionRef.Engines;
using static TorchSharp.torch;

namespace FashionRef.Harms.Ports;

/// <summary>Moves a weight and its moments, as <see cref="FashionRef.Torch.TorchAdam.Update"/> does.</summary>
internal delegate void UpdateRule(Adam adam, double stepSize, long step, Tensor weight, Tensor gradient, Tensor first, Tensor second);
