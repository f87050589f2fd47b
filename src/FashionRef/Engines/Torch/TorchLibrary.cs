namespace FashionRef.Engines.Torch;

internal static class TorchLibrary
{
    public static void EnsureLoaded() => TorchSharp.torch.InitializeDeviceType(TorchSharp.DeviceType.CPU);
}
